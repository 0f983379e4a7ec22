package dev.gatehouse.idp.secrets;

/**
 * The master key of this server and where it was.
 *
 * @param origin where it was found, in words: {@code GATEHOUSE_MASTER_KEY}, or the name of a file
 */
public record FoundMasterKey(MasterKey key, Place place, String origin) {

    /** The places that a master key may come from. */
    public enum Place {
        /** A setting holds it. */
        SETTING,
        /** A setting names the file that holds it. */
        NAMED_FILE,
        /** It lies beside the embedded store. */
        DATA_FOLDER,
        /** It was generated just now, and lies beside the embedded store. */
        GENERATED
    }
}
