"""The console's sections, one module each; `gateway.console.sections` lists them."""
