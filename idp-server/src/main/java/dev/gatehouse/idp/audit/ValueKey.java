package dev.gatehouse.idp.audit;

import javax.crypto.SecretKey;

/** A key for values of the trail, with the id by which records name it. */
record ValueKey(String id, SecretKey key) {

    @Override
    public String toString() {
        return "ValueKey[" + id + "]";
    }
}
