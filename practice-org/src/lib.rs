//! A Salesforce org on this machine, to demonstrate and to test against.
//!
//! One TLS port on loopback answers under Salesforce's real host names, serves
//! the profile pages of `tests/pages` as www.linkedin.com, and takes a test's
//! orders as localhost. It keeps everything in memory.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub mod automation;
pub mod control;
pub mod describe;
pub mod faults;
pub mod html;
pub mod http;
pub mod idempotency;
pub mod ids;
pub mod oauth;
pub mod pages;
pub mod rest;
pub mod server;
pub mod shape;
pub mod soql;
pub mod state;
pub mod users;
pub mod validate;

pub use state::World;

/// How the org is started.
#[derive(Clone, Debug)]
pub struct Config {
    /// Port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// Folder of profile pages with its `routes.json`.
    pub pages: PathBuf,
    /// Consumer key of the External Client App.
    pub client_id: String,
    /// The app's callback addresses, a line each.
    pub redirect_uri: String,
    /// How the org is made.
    pub shape: state::Shape,
}

/// Callback address of the extension: its id follows from the manifest's key.
pub const REDIRECT_URI: &str =
    "https://dkmnnjgdaoeakcfgbmmlcdpahhbkgkek.chromiumapp.org/salesforce";

impl Default for Config {
    fn default() -> Self {
        Config {
            port: 0,
            pages: PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/pages")),
            client_id: state::CLIENT_ID.to_owned(),
            redirect_uri: REDIRECT_URI.to_owned(),
            shape: state::Shape::default(),
        }
    }
}

/// What all handlers share.
#[derive(Clone)]
pub struct Org {
    /// How it was started.
    pub config: Arc<Config>,
    world: Arc<Mutex<World>>,
}

impl Org {
    /// An org at its start.
    pub fn new(config: Config) -> Self {
        let world = World {
            shape: config.shape.clone(),
            ..World::new()
        };
        Org {
            config: Arc::new(config),
            world: Arc::new(Mutex::new(world)),
        }
    }

    /// What it knows. Never held across an await.
    pub fn world(&self) -> MutexGuard<'_, World> {
        // A handler that panicked leaves data that is still data.
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An org that runs.
pub struct Running {
    /// Where it listens.
    pub addr: SocketAddr,
    /// Its certificate, DER: a client trusts this one.
    pub certificate: Vec<u8>,
    /// What it knows.
    pub org: Org,
    task: tokio::task::JoinHandle<()>,
}

impl Running {
    /// Stops listening and cuts what is open.
    pub fn stop(self) {
        self.task.abort();
    }
}

/// Starts an org.
///
/// # Errors
/// The port is taken, or no certificate could be made.
pub async fn start(config: Config) -> std::io::Result<Running> {
    let org = Org::new(config);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", org.config.port)).await?;
    let addr = listener.local_addr()?;
    let (acceptor, certificate) = server::acceptor()?;
    let task = tokio::spawn(server::serve(listener, acceptor, org.clone()));
    Ok(Running {
        addr,
        certificate,
        org,
        task,
    })
}
