import WeirText

/// Reads the keys of a `preprocessor_config.json`; one that is not known could change numbers and is an error.
struct PictureSettingsReader {
  private let json: JSON
  private let path: String
  private var known: Set<String> = [
    "_processor_class", "_valid_processor_keys", "auto_map", "data_format", "default_to_square", "device",
    "disable_grouping", "do_convert_rgb", "feature_extractor_type", "image_processor_type", "input_data_format",
    "processor_class", "return_tensors",
  ]

  init(_ json: JSON, path: String) {
    self.json = json
    self.path = path
  }

  private func bad(_ key: String, _ value: JSON, _ expected: String) -> ImageProblem {
    .badSetting(key, found: value.excerpt(), expected: expected, path: path)
  }

  private mutating func value(_ key: String) -> JSON? {
    known.insert(key)
    return json[key].flatMap { $0.isNull ? nil : $0 }
  }

  private mutating func truth(_ key: String, default fallback: Bool) throws(ImageProblem) -> Bool {
    guard let value = value(key) else { return fallback }
    guard let truth = value.bool else { throw bad(key, value, "true or false") }
    return truth
  }

  private func side(_ key: String, _ value: JSON?) throws(ImageProblem) -> Int? {
    guard let value, !value.isNull else { return nil }
    guard let side = value.integer, (1...8192).contains(side) else {
      throw bad(key, value, "a side of 1 to 8192 pixels")
    }
    return side
  }

  /// A size as a number, a list of rows and columns, or an object.
  private mutating func size(_ key: String) throws(ImageProblem) -> PictureSettings.Size? {
    guard let value = value(key) else { return nil }
    switch value.kind {
    case .array:
      let sides = Array(value.elements)
      guard sides.count == 2 else { break }
      if let rows = try side(key, sides[0]), let columns = try side(key, sides[1]) {
        return .exact(rows: rows, columns: columns)
      }
    case .object:
      if let rows = try side(key, value["height"]), let columns = try side(key, value["width"]) {
        return .exact(rows: rows, columns: columns)
      }
      let others = value["longest_edge"].map { !$0.isNull } ?? false
      if let shortest = try side(key, value["shortest_edge"]), !others { return .shortest(shortest) }
    case .number:
      if let side = try side(key, value) { return .exact(rows: side, columns: side) }
    default: break
    }
    throw bad(key, value, "a side, `height` and `width`, or `shortest_edge`")
  }

  private mutating func numbers(_ key: String, default fallback: [Double]) throws(ImageProblem) -> [Double] {
    guard let value = value(key) else { return fallback }
    let numbers = value.kind == .array ? value.elements.map(\.number) : [value.number]
    let found = numbers.compactMap { $0 }
    guard found.count == numbers.count, !found.isEmpty, found.count <= 1024 else {
      throw bad(key, value, "a number for each channel")
    }
    return found
  }

  mutating func settings() throws(ImageProblem) -> PictureSettings {
    guard json.kind == .object else {
      throw .badSetting("the file", found: json.excerpt(), expected: "an object", path: path)
    }
    var settings = try defaults()
    settings.size = try size("size") ?? settings.size
    if try !truth("do_resize", default: true) { settings.size = nil }
    if let value = value("resample") {
      guard let filter = value.integer.flatMap(PictureFilter.init) else {
        throw bad("resample", value, "one of Pillow's filters, 0 to 5")
      }
      settings.filter = filter
    }
    let isCropped = settings.crop != nil
    let crop = try size("crop_size")
    if case .shortest? = crop { throw bad("crop_size", json["crop_size"] ?? json, "`height` and `width`") }
    if case .exact(let rows, let columns)? = crop { settings.crop = [rows, columns] }
    if try !truth("do_center_crop", default: isCropped) { settings.crop = nil }
    if let value = value("rescale_factor") {
      guard let factor = value.number else { throw bad("rescale_factor", value, "a number") }
      settings.scale = factor
    }
    if try !truth("do_rescale", default: true) { settings.scale = nil }
    settings.mean = try numbers("image_mean", default: settings.mean)
    settings.deviation = try numbers("image_std", default: settings.deviation)
    guard !settings.deviation.contains(0) else {
      throw bad("image_std", json["image_std"] ?? json, "numbers other than 0")
    }
    if try !truth("do_normalize", default: true) { settings.mean = [] }
    if try truth("do_pad", default: false) { throw bad("do_pad", json["do_pad"] ?? json, "false") }
    let unknown = json.members.compactMap { key, value in value.isNull ? nil : key.string }
      .filter { !known.contains($0) }
    guard unknown.isEmpty else { throw .unknownSettings(unknown, path: path) }
    return settings
  }

  /// What the processor does where the file says nothing.
  private func defaults() throws(ImageProblem) -> PictureSettings {
    let key = json["image_processor_type"]?.string != nil ? "image_processor_type" : "feature_extractor_type"
    guard let value = json[key], let name = value.string else { return .usual(side: 224) }
    switch name.replacing("FeatureExtractor", with: "ImageProcessor").prefix(while: { $0 != "P" }) {
    case "ViTImage": return .usual(side: 224)
    case "DeiTImage": return .deit
    default: throw bad(key, value, "ViTImageProcessor or DeiTImageProcessor")
    }
  }
}
