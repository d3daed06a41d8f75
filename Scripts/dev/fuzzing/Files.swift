// The other targets of Scripts/dev/fuzz: the readers of a model's files, over bytes that libFuzzer invents.
//
// WEIR_FUZZ_READER names the reader. What it takes is then used: every tensor is read, texts are encoded and decoded. A
// crash, a hang, too much memory, an error without words, or tokens that do not lie in the text end the run.

import CZlib
import Foundation
import WeirModel
import WeirText

private let reader = ProcessInfo.processInfo.environment["WEIR_FUZZ_READER"] ?? ""
private let folder = "/dev/shm/weir-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
private let names = [
  "safetensors": "model.safetensors", "pytorch": "pytorch_model.bin", "tokenizer": "tokenizer.json",
  "sentencepiece": "tokenizer.model", "configuration": "config.json", "png": "x.png",
]
private let texts = [
  "", " the  cat's naïve CAFÉ \n\t 1234 <s>a</s>", "e\u{301}\u{302} 中文 한국어 👩‍👩‍👧 \u{0} \u{feff}ﬁ½ עברית",
  String(repeating: "aab ", count: 60),
]

/// The file that the reader opens, with these bytes.
private func write(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
  guard let name = names[reader] else { fatalError("WEIR_FUZZ_READER is one of \(names.keys.sorted())") }
  let path = "\(folder)/\(name)"
  mkdir(folder, 0o700)
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  precondition(file >= 0 && Foundation.write(file, bytes.baseAddress, bytes.count) == bytes.count, "cannot write")
  close(file)
  return path
}

private func readAll(_ checkpoint: Checkpoint) throws {
  for tensor in checkpoint.tensors {
    // What is small on disk may stand for much: a tensor may repeat its storage.
    guard tensor.shape.reduce(1.0, { $0 * Double($1) }) < 1e6 else { continue }
    _ = try checkpoint.floats(tensor)
    _ = checkpoint.integers(tensor)
  }
}

private func use(_ tokenizer: Tokenizer) throws {
  for text in texts {
    let encoding = try tokenizer.encode(text)
    precondition(encoding.ids.count == encoding.offsets.count)
    precondition(encoding.offsets.allSatisfy { $0.upperBound <= text.unicodeScalars.count }, "outside of the text")
    _ = tokenizer.decode(encoding.ids)
  }
}

/// A picture is read with its checksums made right, which hardly any invented file has, and then prepared.
private func readPicture(_ bytes: [UInt8]) throws {
  var bytes = bytes
  var place = 8
  while place + 12 <= bytes.count {
    let length = bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
    guard length <= bytes.count - place - 12 else { break }
    let body = bytes[(place + 4)..<(place + 8 + length)]
    let sum = body.withUnsafeBufferPointer { crc32(0, $0.baseAddress, UInt32($0.count)) }
    for index in 0..<4 { bytes[place + 8 + length + index] = UInt8(truncatingIfNeeded: sum >> (24 - 8 * UInt(index))) }
    place += 12 + length
  }
  let picture = try PNGReader.read(bytes, path: "x.png")
  guard picture.width * picture.height < 1 << 20 else { return }
  _ = try PictureSettings.usual(side: 9).prepare(picture.with(channels: 3))
}

@_cdecl("LLVMFuzzerTestOneInput")
public func filesTakeAnything(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  do {
    switch reader {
    case "configuration": _ = try ModelConfiguration(bytes: Array(bytes), path: "config.json", name: "fuzz")
    case "png": try readPicture(Array(bytes))
    case "safetensors": try readAll(Checkpoint(safetensors: write(bytes)))
    case "pytorch": try readAll(Checkpoint(pytorch: write(bytes)))
    default:
      _ = write(bytes)
      try use(Tokenizer(folder: folder))
    }
  } catch let problem as any Problem {
    precondition(!problem.message.isEmpty && problem.code.hasPrefix("E"), "an error without words")
  } catch {
    fatalError("an error of no layer: \(error)")
  }
  return 0
}
