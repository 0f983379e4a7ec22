package dev.gatehouse.idp.secrets;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id version 1.3 (<a href="https://www.rfc-editor.org/rfc/rfc9106">RFC 9106</a>) with the memory that it fills. One
 * thread's.
 *
 * <p>The memory is kept, wiped, from one hash to the next: 19 MiB of new objects for each would fill the heap with what is
 * garbage at once.
 */
final class Argon2id {

    /** A hash takes some blocks of a KiB beside its memory, for addresses and for mixing. */
    private static final int WORKING_BLOCKS = 8;

    private final FixedBlockPool memory;

    /** @param memoryKib what is kept; a hash that costs more takes the rest anew */
    Argon2id(int memoryKib) {
        this.memory = new FixedBlockPool(memoryKib + WORKING_BLOCKS);
    }

    byte[] hash(byte[] password, Argon2Cost cost, byte[] salt, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.iterations())
                .withParallelism(cost.parallelism())
                .withSalt(salt)
                .withBlockPool(memory)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password, hash);
        return hash;
    }
}
