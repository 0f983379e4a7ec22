package dev.gatehouse.idp.audit.verify;

/** Bytes that are not JSON in its canonical form. */
final class NotCanonical extends Exception {

    private static final long serialVersionUID = 1;

    NotCanonical(String what, int at) {
        super(what + " at byte " + at, null, false, false);
    }
}
