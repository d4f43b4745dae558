//! `tandau-appliance`: what the programs are made of.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Parser, Subcommand};
use tandau_appliance::graph::{Features, Graph};
use tandau_appliance::lock::Lock;
use tandau_appliance::rules::Rules;
use tandau_appliance::{sbom, texts};

/// What the programs are made of.
#[derive(Parser)]
#[command(name = "tandau-appliance", version)]
struct Cli {
    /// The folder of the workspace.
    #[arg(long, default_value = ".")]
    workspace: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Judge every crate by deny.toml.
    Check,
    /// Print the bill of materials of a program, as the appliance has it: CycloneDX 1.5.
    Sbom {
        /// kiosk, stencil-gen or stencil-gui.
        program: String,
    },
    /// Print the licenses of all that is in a program.
    Licenses {
        /// kiosk, stencil-gen or stencil-gui.
        program: String,
    },
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    let folder = &cli.workspace;
    let mut out = std::io::stdout().lock();
    match cli.command {
        Command::Check => {
            let graphs = Features::ALL.map(|features| Graph::of_workspace(folder, features));
            let [usual, appliance, window] = graphs;
            let (usual, appliance, window) = (usual?, appliance?, window?);
            let findings =
                Rules::of_workspace(folder)?.judge(&[&usual, &appliance, &window], &Lock::of_workspace(folder)?);
            for finding in &findings {
                writeln!(out, "{finding:?}")?;
            }
            if !findings.is_empty() {
                bail!("not as deny.toml wants it");
            }
        }
        Command::Sbom { program } => {
            let graph = Graph::of_appliance(folder, &program)?;
            out.write_all(sbom::of_program(&graph, &Lock::of_workspace(folder)?, &program)?.as_bytes())?;
        }
        Command::Licenses { program } => {
            let graph = Graph::of_appliance(folder, &program)?;
            out.write_all(texts::of_program(&graph, &program)?.as_bytes())?;
        }
    }
    Ok(())
}
