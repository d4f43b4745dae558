//! A program's bill of materials, CycloneDX 1.5 as JSON. Same sources, same bytes: no clock, no random number.

use serde_json::{Value, json};

use crate::Problem;
use crate::graph::{Graph, Package, Scope};
use crate::license::Expression;
use crate::lock::Lock;

/// The bill of this program.
///
/// # Errors
///
/// [`Problem::NoSuchProgram`].
pub fn of_program(graph: &Graph, lock: &Lock, name: &str) -> Result<String, Problem> {
    let packages = graph.of_program(name)?;
    let (own, others): (Vec<_>, Vec<_>) = packages.into_iter().partition(|(package, _)| package.name == name);
    let program = own.first().map(|(package, _)| *package).ok_or_else(|| Problem::NoSuchProgram(name.to_owned()))?;
    let components: Vec<Value> = others.iter().map(|(package, scope)| component(package, *scope, lock)).collect();
    let bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": reference(program),
                "name": program.name,
                "version": program.version,
                "licenses": licenses(program),
            },
        },
        "components": components,
    });
    Ok(format!("{bill:#}\n"))
}

fn component(package: &Package, scope: Scope, lock: &Lock) -> Value {
    let mut component = json!({
        "type": "library",
        "bom-ref": reference(package),
        "name": package.name,
        "version": package.version,
        "scope": match scope { Scope::Linked => "required", Scope::Build => "excluded" },
        "licenses": licenses(package),
    });
    let Some(fields) = component.as_object_mut() else { return component };
    if package.source.is_some() {
        fields.insert("purl".to_owned(), reference(package).into());
    }
    if let Some(sum) = lock.checksum(&package.name, &package.version) {
        fields.insert("hashes".to_owned(), json!([{"alg": "SHA-256", "content": sum}]));
    }
    component
}

/// A package URL for what comes from the registry; a plain name for what is ours.
fn reference(package: &Package) -> String {
    let (name, version) = (&package.name, &package.version);
    if package.source.is_some() { format!("pkg:cargo/{name}@{version}") } else { format!("tandau/{name}@{version}") }
}

fn licenses(package: &Package) -> Value {
    match &package.license {
        // An older way to write "or" is no expression to other programs.
        Some(said) if Expression::parse(said).is_some() => json!([{"expression": said.replace('/', " OR ")}]),
        Some(said) => json!([{"license": {"name": said}}]),
        None => json!([{"license": {"name": "see the crate's own file"}}]),
    }
}
