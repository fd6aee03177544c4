/// The program as a whole.
public enum Tiaowen {
    /// Its version; part of what decides whether a file has to be read anew.
    public static let version = "0.1.0"
}
