package dev.gatehouse.idp.audit.verify;

/**
 * Something that an honest trail cannot show.
 *
 * @param chain the chain, or empty for what concerns the whole trail
 * @param seq the place in the chain, 0 for the chain as a whole
 * @param detail one sentence
 */
public record Finding(Kind kind, String chain, long seq, String detail) {

    /** What is wrong. */
    public enum Kind {
        /** The record, or a column beside it, is not what was written. */
        ALTERED("ALTERED"),
        /** Records between others, or a whole chain, are gone. */
        MISSING("MISSING"),
        /** The oldest records are gone before their time. */
        EARLY_DELETION("EARLY-DELETION"),
        /** Two records, or two chains, claim the same place. */
        FORKED("FORKED"),
        /** The end of a chain is gone. */
        TRUNCATED("TRUNCATED"),
        /** A signature is missing, does not verify, or is by a key that is not trusted. */
        BAD_SIGNATURE("BAD-SIGNATURE");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** How reports name it. */
        public String label() {
            return label;
        }
    }

    @Override
    public String toString() {
        return kind.label() + " " + (chain.isEmpty() ? "" : chain + " ") + "seq " + seq + ": " + detail;
    }
}
