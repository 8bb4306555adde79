//! A small statement builder over both databases. Values are always bound, never written into the text.

use sqlx::{
    AssertSqlSafe, Encode, FromRow, Postgres, Sqlite, Type,
    error::BoxDynError,
    postgres::{PgArguments, PgConnection, PgRow},
    sqlite::{SqliteArguments, SqliteConnection, SqliteRow},
};

/// A value that can be bound on both databases.
pub(crate) trait Value:
    Send + for<'v> Encode<'v, Sqlite> + Type<Sqlite> + for<'v> Encode<'v, Postgres> + Type<Postgres>
{
}

impl<T> Value for T where
    T: Send
        + for<'v> Encode<'v, Sqlite>
        + Type<Sqlite>
        + for<'v> Encode<'v, Postgres>
        + Type<Postgres>
{
}

/// A row type that can be read from both databases.
pub(crate) trait Record:
    Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>
{
}

impl<T> Record for T where
    T: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>
{
}

/// A statement: one text for both databases, or one each where the dialects differ.
#[derive(Clone, Copy)]
pub(crate) struct Statement {
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

impl From<&'static str> for Statement {
    fn from(sql: &'static str) -> Self {
        Self {
            sqlite: sql,
            postgres: sql,
        }
    }
}

/// A statement on its way to one of the databases.
#[must_use]
pub(crate) enum Query<'c> {
    Sqlite {
        connection: &'c mut SqliteConnection,
        sql: String,
        arguments: Result<SqliteArguments, BoxDynError>,
    },
    Postgres {
        connection: &'c mut PgConnection,
        sql: String,
        arguments: Result<PgArguments, BoxDynError>,
    },
}

/// Runs `$call` on whichever database the query is for.
macro_rules! on_either {
    ($query:expr, $function:ident, $call:ident) => {
        match $query {
            Query::Sqlite {
                connection,
                sql,
                arguments,
            } => {
                sqlx::$function(AssertSqlSafe(sql), arguments.map_err(sqlx::Error::Encode)?)
                    .$call(connection)
                    .await
            }
            Query::Postgres {
                connection,
                sql,
                arguments,
            } => {
                sqlx::$function(AssertSqlSafe(sql), arguments.map_err(sqlx::Error::Encode)?)
                    .$call(connection)
                    .await
            }
        }
    };
}

impl<'c> Query<'c> {
    pub(crate) fn sqlite(connection: &'c mut SqliteConnection, statement: Statement) -> Self {
        Self::Sqlite {
            connection,
            sql: statement.sqlite.to_owned(),
            arguments: Ok(SqliteArguments::default()),
        }
    }

    pub(crate) fn postgres(connection: &'c mut PgConnection, statement: Statement) -> Self {
        Self::Postgres {
            connection,
            sql: statement.postgres.to_owned(),
            arguments: Ok(PgArguments::default()),
        }
    }

    /// Adds literal text to the statement; `&'static` keeps what people typed out of it.
    pub(crate) fn push(mut self, text: &'static str) -> Self {
        match &mut self {
            Self::Sqlite { sql, .. } | Self::Postgres { sql, .. } => sql.push_str(text),
        }
        self
    }

    /// Adds literal text that the dialects spell differently.
    pub(crate) fn push_dialect(mut self, text: Statement) -> Self {
        match &mut self {
            Self::Sqlite { sql, .. } => sql.push_str(text.sqlite),
            Self::Postgres { sql, .. } => sql.push_str(text.postgres),
        }
        self
    }

    /// Adds the next `$n` to the statement and binds its value.
    pub(crate) fn push_bind(mut self, value: impl Value) -> Self {
        let next = 1 + match &self {
            Self::Sqlite { arguments, .. } => count(arguments),
            Self::Postgres { arguments, .. } => count(arguments),
        };
        match &mut self {
            Self::Sqlite { sql, .. } | Self::Postgres { sql, .. } => {
                sql.push('$');
                sql.push_str(&next.to_string());
            }
        }
        self.bind(value)
    }

    /// Binds the next value, in the order of the statement's `$n`.
    pub(crate) fn bind(mut self, value: impl Value) -> Self {
        match &mut self {
            Self::Sqlite { arguments, .. } => add(arguments, value),
            Self::Postgres { arguments, .. } => add(arguments, value),
        }
        self
    }

    /// Runs the statement and returns how many rows it changed.
    pub(crate) async fn execute(self) -> sqlx::Result<u64> {
        Ok(match self {
            Self::Sqlite {
                connection,
                sql,
                arguments,
            } => sqlx::query_with(AssertSqlSafe(sql), arguments.map_err(sqlx::Error::Encode)?)
                .execute(connection)
                .await?
                .rows_affected(),
            Self::Postgres {
                connection,
                sql,
                arguments,
            } => sqlx::query_with(AssertSqlSafe(sql), arguments.map_err(sqlx::Error::Encode)?)
                .execute(connection)
                .await?
                .rows_affected(),
        })
    }

    pub(crate) async fn fetch_all<R: Record>(self) -> sqlx::Result<Vec<R>> {
        on_either!(self, query_as_with, fetch_all)
    }

    pub(crate) async fn fetch_optional<R: Record>(self) -> sqlx::Result<Option<R>> {
        on_either!(self, query_as_with, fetch_optional)
    }
}

fn count<A: sqlx::Arguments>(arguments: &Result<A, BoxDynError>) -> usize {
    arguments.as_ref().map_or(0, A::len)
}

fn add<A: sqlx::Arguments>(
    arguments: &mut Result<A, BoxDynError>,
    value: impl for<'v> Encode<'v, A::Database> + Type<A::Database>,
) {
    if let Ok(list) = arguments
        && let Err(error) = list.add(value)
    {
        *arguments = Err(error);
    }
}

/// Narrows a column to one of these.
pub(crate) fn one_of<'c, T: Clone + Value>(mut query: Query<'c>, values: &[T]) -> Query<'c> {
    for (number, value) in values.iter().enumerate() {
        query = query
            .push(if number == 0 { " IN (" } else { ", " })
            .push_bind(value.clone());
    }
    query.push(")")
}

/// Keeps `%` and `_` in what people typed from meaning "anything".
pub(crate) fn escape_like(words: &str) -> String {
    words
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}
