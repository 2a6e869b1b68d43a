//! Who can sign in. None of them exists anywhere else.

/// An org.
#[derive(Clone, Copy, Debug)]
pub struct OrgInfo {
    /// Number of its id.
    pub number: u64,
    /// Name.
    pub name: &'static str,
    /// My Domain.
    pub my_domain: &'static str,
    /// What follows it: the cloud that the org is in.
    pub cloud: &'static str,
    /// A sandbox signs in at test.salesforce.com.
    pub sandbox: bool,
}

impl OrgInfo {
    /// Its host.
    pub fn host(&self) -> String {
        format!("{}{}", self.my_domain, self.cloud)
    }

    /// Its users can sign in at login.salesforce.com or test.salesforce.com.
    pub fn common_login(&self) -> bool {
        self.cloud == SALESFORCE
    }
}

const SALESFORCE: &str = ".my.salesforce.com";

/// The orgs.
pub const ORGS: &[OrgInfo] = &[
    OrgInfo {
        number: 1,
        name: "Cirrus Example",
        my_domain: "cirrus-example",
        cloud: SALESFORCE,
        sandbox: false,
    },
    OrgInfo {
        number: 2,
        name: "Other Org Example",
        my_domain: "otherorg-example",
        cloud: SALESFORCE,
        sandbox: false,
    },
    OrgInfo {
        number: 3,
        name: "Cirrus Example (dev)",
        my_domain: "cirrus-example--dev.sandbox",
        cloud: SALESFORCE,
        sandbox: true,
    },
    // forcedotcom/sfdx-core#484: US defence has a domain of its own.
    OrgInfo {
        number: 4,
        name: "Harbor Example",
        my_domain: "harbor-example",
        cloud: ".my.salesforce.mil",
        sandbox: false,
    },
    // forcedotcom/sfdx-core#1335: Salesforce on Alibaba Cloud.
    OrgInfo {
        number: 5,
        name: "Lantern Example",
        my_domain: "lantern-example",
        cloud: ".my.sfcrmproducts.cn",
        sandbox: false,
    },
];

/// A user.
#[derive(Clone, Copy, Debug)]
pub struct User {
    /// Number of its id.
    pub number: u64,
    /// User name.
    pub username: &'static str,
    /// Shown name.
    pub name: &'static str,
    /// Index into [`ORGS`].
    pub org: usize,
    /// May sign in.
    pub active: bool,
    /// "API Enabled".
    pub api: bool,
    /// Create on Lead.
    pub create_leads: bool,
    /// Objects that the user may not even read.
    pub hidden: &'static [&'static str],
    /// What the user is for.
    pub about: &'static str,
}

const fn user(
    number: u64,
    username: &'static str,
    name: &'static str,
    org: usize,
    about: &'static str,
) -> User {
    User {
        number,
        username,
        name,
        org,
        active: true,
        api: true,
        create_leads: true,
        hidden: &[],
        about,
    }
}

/// The users, told apart by their user names.
pub const USERS: &[User] = &[
    user(1, "riley.reyes@cirrus.example.com", "Riley Reyes", 0, "rep"),
    user(
        2,
        "alex.admin@cirrus.example.com",
        "Alex Admin",
        0,
        "administrator",
    ),
    user(
        3,
        "quinn.queue@cirrus.example.com",
        "Quinn Quill",
        0,
        "rep; the org's assignment rule gives Leads to this one",
    ),
    User {
        api: false,
        ..user(
            4,
            "noa.noapi@cirrus.example.com",
            "Noa Noapi",
            0,
            "without \u{201c}API Enabled\u{201d}",
        )
    },
    User {
        create_leads: false,
        ..user(
            5,
            "nico.nocreate@cirrus.example.com",
            "Nico Nocreate",
            0,
            "without Create on Lead",
        )
    },
    User {
        hidden: &["Contact"],
        ..user(
            6,
            "nell.nocontact@cirrus.example.com",
            "Nell Nocontact",
            0,
            "without access to Contact",
        )
    },
    user(
        7,
        "oskar.other@otherorg.example.com",
        "Oskar Other",
        1,
        "user of another org",
    ),
    User {
        active: false,
        ..user(
            8,
            "ina.inactive@cirrus.example.com",
            "Ina Inactive",
            0,
            "inactive",
        )
    },
    user(
        9,
        "sam.sandbox@cirrus.example.com.dev",
        "Sam Sandbox",
        2,
        "user of the sandbox",
    ),
    user(
        10,
        "mika.mil@harbor.example.com",
        "Mika Mil",
        3,
        "user of the defence cloud; signs in at My Domain",
    ),
    user(
        11,
        "lin.lantern@lantern.example.com",
        "Lin Lantern",
        4,
        "user of the cloud in China; signs in at My Domain",
    ),
    User {
        hidden: &[
            "Account",
            "Contact",
            "Opportunity",
            "OpportunityContactRole",
        ],
        ..user(
            12,
            "andy.noaccount@cirrus.example.com",
            "Andy Noaccount",
            0,
            "without access to Account, and so without Contact",
        )
    },
    User {
        hidden: &["Opportunity", "OpportunityContactRole"],
        ..user(
            13,
            "odd.noopportunity@cirrus.example.com",
            "Odd Noopportunity",
            0,
            "without access to Opportunity",
        )
    },
];
