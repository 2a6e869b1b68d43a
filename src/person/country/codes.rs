//! Codes of countries and of their states.

/// ISO 3166-1: two letters and three, of each country.
const COUNTRIES: &str = "\
    ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW \
    AXALA AZAZE BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN \
    BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG \
    CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE \
    DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN \
    FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL \
    GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV \
    HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM \
    JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO \
    LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE \
    MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS \
    MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL \
    NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI \
    PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN \
    SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV \
    SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON \
    TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN \
    VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF ZMZMB ZWZWE";

/// Codes of states and provinces, as they stand behind a city.
const SUBDIVISIONS: &[(&str, &str)] = &[
    (
        "US",
        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ \
         NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC",
    ),
    ("CA", "AB BC MB NB NL NS NT NU ON PE QC SK YT"),
    ("AU", "NSW VIC QLD WA SA TAS ACT NT"),
    (
        "BR",
        "AC AL AP AM BA CE DF ES GO MA MT MS MG PA PB PR PE PI RJ RN RS RO RR SC SP SE TO",
    ),
    (
        "IT",
        "MI RM TO NA BO FI VE GE PD VR BG BS MO RE PR PC PV VA CO MB LC LO CR MN TN BZ TV VI UD TS \
         PI LI LU PG AN BA CT PA ME CA SS CE SA LE VT RI OR",
    ),
];

/// Of these the codes are asked for only on a page in this language: elsewhere
/// they are hardly written.
const AT_HOME: &[(&str, &str)] = &[("BR", "pt"), ("IT", "it")];

/// All codes of two letters.
pub fn all() -> impl Iterator<Item = &'static str> {
    COUNTRIES.split_ascii_whitespace().map(|both| &both[..2])
}

pub(super) fn is_alpha2(code: &str) -> bool {
    all().any(|one| one == code)
}

pub(super) fn of_alpha3(code: &str) -> Option<&'static str> {
    COUNTRIES
        .split_ascii_whitespace()
        .find(|both| &both[2..] == code)
        .map(|both| &both[..2])
}

/// Whether the country writes this code behind a city.
pub(super) fn has_subdivision(country: &str, code: &str) -> bool {
    SUBDIVISIONS
        .iter()
        .any(|(one, codes)| *one == country && codes.split(' ').any(|one| one == code))
}

/// The countries that a code behind a city may mean.
pub(super) fn meanings(code: &str, language: &str) -> Vec<&'static str> {
    let itself = all().find(|one| *one == code);
    let states = SUBDIVISIONS.iter().filter_map(|(country, _)| {
        let home = AT_HOME
            .iter()
            .find(|(one, _)| one == country)
            .is_none_or(|(_, own)| language.starts_with(own));
        (home && has_subdivision(country, code)).then_some(*country)
    });
    itself.into_iter().chain(states).collect()
}
