/// What a picture is drawn on; palettes keep "nothing" close to the ground.
public enum Ground: Sendable, Hashable, CaseIterable { case light, dark }
