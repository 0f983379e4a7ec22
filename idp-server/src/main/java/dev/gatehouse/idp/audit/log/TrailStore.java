package dev.gatehouse.idp.audit.log;

import java.util.List;

/** Where chains are kept. What it cannot do ends in {@link TrailStoreFailed}. */
public interface TrailStore {

    /**
     * Stores the records in order with one durable write. A seq that is taken already MUST be refused: as
     * {@link TrailStoreFailed} that may be stored, so that the writer looks who holds it.
     */
    void append(List<ChainedRecord> group);

    /** The canonical bytes of the stored records of a chain from a seq on, in order, at most {@code limit}. */
    List<byte[]> read(ChainId chain, long fromSeq, int limit);
}
