//! Compiles the window. Tests find elements by their accessible labels, which needs debug information; released
//! programs carry none.

fn main() {
    let released = std::env::var("PROFILE").as_deref() == Ok("release");
    let configuration = slint_build::CompilerConfiguration::new().with_debug_info(!released);
    if let Err(error) = slint_build::compile_with_config("ui/app.slint", configuration) {
        eprintln!("{error}");
        std::process::exit(1);
    }
}
