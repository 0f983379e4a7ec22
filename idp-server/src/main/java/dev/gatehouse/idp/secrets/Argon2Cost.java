package dev.gatehouse.idp.secrets;

/**
 * The cost of an Argon2id hash (<a href="https://www.rfc-editor.org/rfc/rfc9106">RFC 9106</a>).
 *
 * @param memoryKib memory in KiB
 * @param iterations passes over the memory
 * @param parallelism lanes
 */
public record Argon2Cost(int memoryKib, int iterations, int parallelism) {

    private static final int MAX_MEMORY_KIB = 1 << 20;
    private static final int MAX_ITERATIONS = 100;
    private static final int MAX_PARALLELISM = 16;

    public Argon2Cost {
        requireRange("memory", memoryKib, 8 * parallelism, MAX_MEMORY_KIB);
        requireRange("iterations", iterations, 1, MAX_ITERATIONS);
        requireRange("parallelism", parallelism, 1, MAX_PARALLELISM);
    }

    /** 19 MiB, two passes, one lane: the smallest that OWASP's password storage sheet recommends. */
    public static Argon2Cost recommended() {
        return new Argon2Cost(19_456, 2, 1);
    }

    private static void requireRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("Argon2 " + name + " " + value + " is not " + least + " to " + most);
        }
    }
}
