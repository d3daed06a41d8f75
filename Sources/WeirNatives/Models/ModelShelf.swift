import WeirModel
import WeirTensor

/// The models that a session has loaded, and which one is meant when none is named.
public final class ModelShelf {
  private let world: World
  private var loaded: [String: ModelObject] = [:]
  private var chosen: ModelObject?
  /// Every model of the session, in the order of loading.
  public private(set) var models: [ModelObject] = []
  /// The model meant before any `load`: the bundled one, or the command line's `--model`.
  public var defaultName = ModelLibrary.bundledName

  init(world: World) { self.world = world }

  /// The current model; the first question loads the default one.
  func current() throws -> ModelObject {
    if let chosen { return chosen }
    let model = try open(defaultName, processing: .none, precision: .float32)
    chosen = model
    return model
  }

  /// The current model if there is one already, for completion, which must not load anything.
  public var currentIfLoaded: ModelObject? { chosen }

  /// Loads a model, or finds it among those loaded, and makes it the current one.
  func load(_ name: String, processing: WeightProcessing.Request, precision: Precision) throws -> ModelObject {
    let model = try open(name, processing: processing, precision: precision)
    chosen = model
    return model
  }

  /// The configuration of the current model.
  func configuration() throws -> ModelConfiguration { try current().configuration }

  private func open(_ name: String, processing: WeightProcessing.Request, precision: Precision) throws -> ModelObject {
    let library = world.modelLibrary
    let entry = try library.find(name)
    let key = "\(entry.folder)\n\(precision.rawValue)\n\(processing)"
    if let known = loaded[key] { return known }
    let folder = try ModelFolder(entry)
    let model = try ModelObject(folder, processing: processing, precision: precision)
    world.recordRead(entry.folder, byteCount: folder.checkpoint.byteCount)
    loaded[key] = model
    models.append(model)
    return model
  }

  /// Makes a model that no file holds the current one.
  func adopt(_ model: ModelObject) {
    models.append(model)
    chosen = model
  }
}

extension World {
  /// The models that can be named where the program runs.
  public var modelLibrary: ModelLibrary {
    ModelLibrary.standard(workingFolder: workingFolder, environment: environment)
  }
}
