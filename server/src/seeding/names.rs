//! Names as they are borne in this country, the most frequent first. They are put together by chance, so whoever bears
//! one is made up.

use super::chances::{Chances, Ranks};

const WOMEN: &str = "Margaret Susan Sarah Patricia Elizabeth Mary Emma Karen Jane Helen Julie Linda Jacqueline Claire Laura \
Jennifer Christine Rebecca Louise Catherine Deborah Nicola Sandra Angela Rachel Barbara Amanda Alison Charlotte Victoria Jessica \
Sharon Janet Amy Lisa Anne Katherine Lucy Hannah Sophie Carol Joanne Gillian Michelle Ann Samantha Jean Olivia Emily Caroline \
Maureen Tracey Kelly Natalie Dorothy Joan Pamela Lauren Chloe Gemma Megan Danielle Lorraine Heather Diane Katie Joyce Wendy Judith \
Sheila Donna Tracy Kathleen Carole Valerie Stephanie Marie Eileen Sally Zoe Alice Grace Ruth Georgia Beverley Teresa Leanne Hayley \
Rosemary Brenda Abigail Molly Yvonne Kerry Bethan Eleanor Maria Shirley Irene Anna Kirsty Doreen Lesley Jade Stacey Holly Lynn \
Amelia Isla Ava Mia Ella Freya Poppy Lily Evie Isabella Sophia Ruby Daisy Phoebe Florence Marion Sylvia Hilary Frances Doris \
Gwyneth Sian Rhian Carys Cerys Nia Ffion Bronwen Eirlys Menna Mair Gwen Angharad Catrin Elin Lowri Megan Siobhan Niamh Aoife Roisin \
Morag Fiona Eilidh Catriona Aileen Isobel Agnes Edith Winifred Elsie Vera Gladys Hilda Ethel Nora Ivy Mabel Olive Beryl Audrey";

const MEN: &str = "David John Peter Michael James Paul Andrew Robert Christopher Stephen Mark Richard William Thomas Daniel \
Matthew Alan Anthony Ian Simon Jonathan Kevin Martin Philip Colin Steven Joseph George Graham Nicholas Brian Benjamin Adam Gary \
Timothy Keith Alexander Samuel Charles Edward Kenneth Stuart Neil Jack Ryan Joshua Darren Jason Nigel Luke Geoffrey Barry Derek \
Roger Lee Trevor Raymond Liam Craig Callum Carl Ronald Malcolm Jamie Sean Connor Nathan Patrick Gareth Terence Dennis Jordan \
Dominic Adrian Kieran Leslie Roy Wayne Gordon Gerald Frank Shaun Scott Henry Oliver Harry Lewis Aaron Antony Clive Douglas Ross \
Glen Julian Francis Howard Norman Frederick Arthur Albert Ernest Stanley Harold Walter Leonard Sidney Cyril Reginald Victor \
Alfred Noah Oscar Leo Archie Freddie Theo Alfie Ethan Isaac Max Logan Finley Elijah Toby Hugh Rhys Dylan Owen Evan Huw Dafydd \
Ieuan Gwilym Emyr Aled Geraint Rhodri Iwan Alun Elwyn Idris Hywel Cormac Declan Brendan Niall Fergus Hamish Angus Callan Duncan \
Euan Alasdair Lachlan Cameron Fraser Bernard Clifford Percy Cecil Horace Edgar Wilfred Herbert Hubert Rupert Giles Crispin";

const FAMILIES: &str = "Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White \
Roberts Green Hall Wood Jackson Clarke Patel Khan Lewis James Phillips Mason Mitchell Rose Davis Rodriguez Cox Alexander Lloyd \
Hughes Edwards Turner Martin Hill Cooper Ward Moore Clark Lee King Baker Harrison Morgan Allen Scott Watson Parker Bennett Young \
Price Shaw Cook Griffiths Collins Kelly Bailey Carter Richardson Murphy Adams Campbell Anderson Marshall Ali Murray Stewart \
Richards Wilkinson Palmer Hussain Simpson Ahmed Begum Graham Reynolds Foster Mills Webb Rogers Stevens Butler Ellis Barnes Knight \
Hunt Fisher Jenkins Powell Dixon Harvey Pearson Fletcher Howard Andrews Gibson Holmes Elliott Fox Ford Reid Lawrence Grant Ryan \
Payne Bell Barker Hart Dean Chapman Owen Day Cole Hamilton West Lane Byrne Gordon Watts Gray Armstrong Hayes Warren Duncan Burton \
Riley Nicholson Gardner Hawkins Macdonald Mcdonald Robertson Fraser Ross Kennedy Burns Spencer Matthews Jordan Porter Rees Thomas \
Saunders Hudson Newman Wallace Bradley Francis Brooks Walsh Atkinson Harding Perry Hopkins Kaur Singh Woods Nelson Carr Dawson \
Barrett Parry Pugh Pritchard Bowen Vaughan Gough Howells Prosser Probert Bevan Morris Griffin Miller Davidson Cunningham Kerr Hunter \
Paterson Crawford Cameron Sutherland Macleod Mackenzie Mackay Sinclair Buchanan Munro Ferguson Johnston Thomson Begg Doyle Quinn \
Gallagher Doherty Nolan Flynn Brennan Lynch Donnelly O'Brien O'Connor O'Neill O'Reilly O'Sullivan McCarthy McKenna McLaughlin \
McGrath Higgins Sharp Lowe Sutton Barton Osborne Dunn Cross Bird Booth Poole Norris Bishop Rhodes Lambert Moss Hope Sharpe Oliver \
Bates Berry Parsons Blake Gill Potter Steele Stone Austin Field Wells Walters Lamb Page Little French Bird Peacock Nightingale Frost \
Winter Summers Marsh Pond Rivers Banks Heath Moor Meadows Forest Woodward Cartwright Wainwright Thatcher Tanner Weaver Sawyer Mercer \
Chandler Draper Glover Hooper Sadler Skinner Slater Tyler Whitehead Blackwell Holloway Greenwood Redfern Kirk Church Abbott Prior Nunn \
Monk Pope Noble Squire Savage Swift Sweet Gentle Goodman Goodwin Merry Blythe Jolly Moody Sadler Stubbs Tibbs Tubbs Hobbs Dobbs";

/// Beginnings and ends of places that families are called after: most of a long list of names is borne by few.
const PLACE_BEGINNINGS: &str = "Ash Ald Alder Apple Arding Aver Bark Barn Bath Beck Bent Berk Bick Birch Black Blen Bram Brad Brent \
Brom Brough Buck Burn Cald Carl Chat Chester Clay Clif Cold Comb Crom Cros Cul Dal Darn Den Ding Drax Dun East Eccles Eden Elling \
Elm Fair Farn Fen Flax Ful Gars Gil Glen Grim Had Hal Ham Harring Hart Hazel Hed Hem Hens Hol Horn Hund Ickle Ing Keld Ken Kil Kings \
Lang Lax Led Lind Long Lud Lyn Mal Mar Mel Mid Mil Mont Nether New Nor Oak Old Orm Ot Pad Pem Pick Plum Pres Quarn Rad Ram Raven Red \
Ring Rock Rud Sal Sand Sax Sed Shal Sher Ship Skel Sten Stan Stock Stret Sun Swin Tat Thorn Thorpe Til Tod Trow Up Wad Wal War Wat \
Wel Wet Whit Wick Wil Win Wol Wood Yar Yel";
const PLACE_ENDS: &str = "ley ton ham ford worth bury field wood by thorpe well stead croft shaw combe hurst den dale gate \
bridge brook burgh cliffe cote holme land mere more ridge side stone stow wick";

/// People whose families came from elsewhere, with names of one language.
const ELSEWHERE: [(&str, &str, &str); 8] = [
    (
        "Fatima Aisha Zainab Maryam Khadija Amina Nadia Samina Shazia Yasmin",
        "Mohammed Ahmed Ali Imran Hassan Bilal Usman Omar Yusuf Tariq",
        "Khan Hussain Ahmed Malik Iqbal Akhtar Begum Mahmood Shah Mirza Butt Chaudhry",
    ),
    (
        "Priya Anita Sunita Kavita Meera Pooja Nisha Rekha Asha Divya",
        "Rajesh Sanjay Amit Vijay Anil Rahul Sunil Ravi Deepak Arjun",
        "Patel Shah Sharma Desai Mehta Joshi Kumar Gupta Rao Nair Reddy Iyer",
    ),
    (
        "Harpreet Manpreet Jaspreet Gurpreet Simran Navdeep Kiran Amrit",
        "Gurpreet Harjit Jaswinder Balbir Kuldeep Sukhdev Manjit Ranjit",
        "Singh Kaur Gill Sandhu Dhillon Grewal Sidhu Bains Johal Atwal",
    ),
    (
        "Agnieszka Małgorzata Anna Katarzyna Joanna Ewa Zofia Aleksandra Łucja",
        "Tomasz Piotr Krzysztof Paweł Marcin Łukasz Andrzej Michał Jan Stanisław",
        "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski",
    ),
    (
        "Ngozi Chioma Adaeze Folake Yetunde Abena Akosua Ama Efua Patience",
        "Chukwuemeka Oluwaseun Tunde Kwame Kofi Kwabena Emeka Obinna Babatunde",
        "Okafor Adeyemi Mensah Boateng Owusu Okonkwo Adebayo Asante Eze Balogun Osei",
    ),
    (
        "Ying Mei Li Xiu Hui Yan Jing Fang",
        "Wei Jun Ming Hao Lei Feng Chen Tao",
        "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Chan Wong Cheung Lam",
    ),
    (
        "Elena Andreea Ioana Maria Cristina Mihaela Simona Alexandra",
        "Andrei Alexandru Mihai Ionuț Ștefan Gabriel Florin Cristian",
        "Popescu Ionescu Popa Dumitru Stan Stoica Gheorghe Rusu Munteanu Matei",
    ),
    (
        "María Ana Inês Beatriz Carmen Lucía Joana Sofia",
        "José João António Miguel Pedro Luís Javier Carlos",
        "Silva Santos Ferreira Pereira Oliveira García Martínez López Fernández Núñez",
    ),
];

/// A list of names, the most frequent first.
struct Names {
    names: Vec<String>,
    ranks: Ranks,
}

impl Names {
    fn of(names: Vec<String>, flat: usize) -> Self {
        Self {
            ranks: Ranks::of(names.len(), flat),
            names,
        }
    }

    fn one(&self, chances: &mut Chances) -> &str {
        &self.names[self.ranks.place(chances)]
    }
}

/// The names of one language.
struct Language {
    women: Names,
    men: Names,
    families: Names,
}

/// Everybody's names.
pub struct NameBook {
    languages: Vec<Language>,
}

/// Which language a household's names are of.
#[derive(Clone, Copy)]
pub struct LanguageOf(usize);

fn words(list: &str) -> Vec<String> {
    list.split_whitespace().map(str::to_owned).collect()
}

impl NameBook {
    pub fn new() -> Self {
        let mut families = words(FAMILIES);
        let beginnings = words(PLACE_BEGINNINGS);
        let ends = words(PLACE_ENDS);
        // Through both lists at once, so that no beginning is more frequent than another.
        for round in 0..beginnings.len() * ends.len() {
            let beginning = &beginnings[round % beginnings.len()];
            let end = &ends[(round / beginnings.len() + round) % ends.len()];
            families.push(format!("{beginning}{end}"));
        }
        let mut languages = vec![Language {
            women: Names::of(words(WOMEN), 12),
            men: Names::of(words(MEN), 10),
            families: Names::of(families, 8),
        }];
        for (women, men, families) in ELSEWHERE {
            languages.push(Language {
                women: Names::of(words(women), 8),
                men: Names::of(words(men), 8),
                families: Names::of(words(families), 4),
            });
        }
        Self { languages }
    }

    /// The language of a household: most are of this country's.
    pub fn language(&self, chances: &mut Chances) -> LanguageOf {
        let elsewhere = chances.in_a_thousand(140);
        LanguageOf(if elsewhere {
            1 + chances.below(self.languages.len() - 1)
        } else {
            0
        })
    }

    pub fn first(&self, of: LanguageOf, is_woman: bool, chances: &mut Chances) -> &str {
        let language = &self.languages[of.0];
        let names = if is_woman {
            &language.women
        } else {
            &language.men
        };
        names.one(chances)
    }

    pub fn family(&self, of: LanguageOf, chances: &mut Chances) -> &str {
        self.languages[of.0].families.one(chances)
    }
}
