#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ColonCommand {
  static let cd = ColonCommand("cd", .optional("FOLDER", .folder), "Changes the working folder, or says which it is") {
    shell, argument in
    let world = shell.session.world
    if !argument.isEmpty {
      let path = try world.readable(argument)
      guard chdir(path) == 0 else { throw ShellProblem.folderNotFound(argument) }
      world.workingFolder = path
    }
    shell.console.write(world.workingFolder + "\n")
  }
}
