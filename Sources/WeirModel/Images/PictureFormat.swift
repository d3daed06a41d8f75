/// The formats of picture files that people have, known by how the files begin.
public enum PictureFormat: String, Sendable, Hashable {
  case avif = "AVIF"
  case bmp = "BMP"
  case gif = "GIF"
  case jpeg = "JPEG"
  case pdf = "PDF"
  case svg = "SVG"
  case tiff = "TIFF"
  case webp = "WebP"

  init?(_ bytes: [UInt8]) {
    func begins(_ text: String, at offset: Int = 0) -> Bool {
      bytes.dropFirst(offset).starts(with: text.utf8)
    }
    if bytes.starts(with: [0xff, 0xd8, 0xff]) {
      self = .jpeg
    } else if begins("GIF8") {
      self = .gif
    } else if begins("RIFF"), begins("WEBP", at: 8) {
      self = .webp
    } else if begins("BM") {
      self = .bmp
    } else if begins("II*\0") || begins("MM\0*") {
      self = .tiff
    } else if begins("ftypavif", at: 4) {
      self = .avif
    } else if begins("%PDF") {
      self = .pdf
    } else if begins("<svg") || begins("<?xml") {
      self = .svg
    } else {
      return nil
    }
  }
}
