package dev.gatehouse.idp.audit.verify;

import org.jspecify.annotations.Nullable;

/**
 * What other chains need to know of a verified one.
 *
 * @param first the claims of its first record here, unless it cannot be read
 */
record ChainSummary(String chain, @Nullable Claims first, long records, long heads, long lastSeq, String lastHash) {

    /** Node and class: chains that continue each other share them. */
    String line() {
        int slash = chain.lastIndexOf('/');
        return slash < 0 ? chain : chain.substring(0, slash);
    }
}
