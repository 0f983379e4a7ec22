package dev.gatehouse.acl.modelfile;

/**
 * Why a file cannot be run.
 *
 * @param path to the item, as {@code entries[2].rights}; empty: the file as such
 */
public record Problem(String path, String message) {
    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
