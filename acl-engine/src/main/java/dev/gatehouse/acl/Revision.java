package dev.gatehouse.acl;

import java.util.Optional;

/**
 * The two positions that an answer was computed at: how far the workspace's log had been read, and how far that of
 * {@code system}. In {@code system} they are one. Callers hand the string back as they got it.
 */
public record Revision(long workspace, long system) {

    private static final String PREFIX = "r";
    private static final char BETWEEN = '.';
    private static final int LONGEST = 30;

    public Revision {
        if (workspace < 0 || system < 0) {
            throw new IllegalArgumentException("A position is not negative");
        }
    }

    /** Reads what {@link #toString} wrote; anything else is no revision. */
    public static Optional<Revision> parse(String written) {
        int between = written.indexOf(BETWEEN);
        if (!written.startsWith(PREFIX) || between < 0 || written.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            long workspace = Long.parseLong(written, 1, between, Character.MAX_RADIX);
            long system = Long.parseLong(written, between + 1, written.length(), Character.MAX_RADIX);
            Revision revision = new Revision(workspace, system);
            return revision.toString().equals(written) ? Optional.of(revision) : Optional.empty();
        } catch (IllegalArgumentException notWrittenByUs) {
            return Optional.empty();
        }
    }

    /** Whether an answer at this revision knows all that the other one knew. */
    public boolean isAtLeast(Revision other) {
        return workspace >= other.workspace && system >= other.system;
    }

    @Override
    public String toString() {
        return PREFIX
                + Long.toString(workspace, Character.MAX_RADIX)
                + BETWEEN
                + Long.toString(system, Character.MAX_RADIX);
    }
}
