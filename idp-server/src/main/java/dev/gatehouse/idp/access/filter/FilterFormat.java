package dev.gatehouse.idp.access.filter;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A language that filters and lists are written in. */
public enum FilterFormat {

    /** A query document of MongoDB, in Extended JSON. */
    MONGODB("mongodb"),

    /** The engine's tree, for databases of which nothing is known here. */
    TREE("tree");

    private final String word;

    FilterFormat(String word) {
        this.word = word;
    }

    /** The format that callers write so. */
    public static Optional<FilterFormat> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word.equals(word))
                .findFirst();
    }

    /** How callers write them all. */
    public static List<String> words() {
        return Arrays.stream(values()).map(format -> format.word).toList();
    }
}
