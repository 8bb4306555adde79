//! Which network address asks, for limits on how often something may be tried.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, request::Parts},
};

use crate::state::AppState;

/// The network that a request came from: an IPv4 address, or the /64 of an IPv6 one, which a household has to
/// itself. It is counted under a hash and never logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller(pub String);

impl FromRequestParts<AppState> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0.ip());
        Ok(Self::behind(peer, &parts.headers, &state.config.proxies))
    }
}

impl Caller {
    /// The last address in `X-Forwarded-For` that is not one of our own proxies: whatever stands before it was
    /// written by the caller, who may write anything.
    fn behind(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> Self {
        let mut caller = peer.to_canonical();
        let forwarded = headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(|address| address.trim().parse::<IpAddr>().ok());
        for address in forwarded.collect::<Vec<_>>().into_iter().rev() {
            if !proxies.contains(&caller) {
                break;
            }
            let Some(address) = address else { break };
            caller = address.to_canonical();
        }
        Self(match caller {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_proxies_are_believed() {
        let proxy: IpAddr = "10.0.0.2".parse().unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(
            "x-forwarded-for",
            "192.0.2.9, 198.51.100.7, 10.0.0.2".parse().unwrap(),
        );
        let caller = |peer: &str, proxies: &[IpAddr]| {
            Caller::behind(peer.parse().unwrap(), &headers, proxies).0
        };
        assert_eq!(caller("10.0.0.2", &[proxy]), "198.51.100.7");
        assert_eq!(caller("10.0.0.2", &[]), "10.0.0.2");
        assert_eq!(caller("203.0.113.5", &[proxy]), "203.0.113.5");
        assert_eq!(
            caller("2001:db8:1:2:3:4:5:6", &[proxy]),
            "2001:db8:1:2::/64"
        );
        assert_eq!(caller("::ffff:10.0.0.2", &[proxy]), "198.51.100.7");
    }
}
