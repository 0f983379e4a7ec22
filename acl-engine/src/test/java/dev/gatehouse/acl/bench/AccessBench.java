package dev.gatehouse.acl.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures the engine and prints tables, which {@code ./gatehouse bench access} shows. Argument: how many objects the
 * largest model has, 10,000,000 when there is none.
 */
public final class AccessBench {

    private static final PrintStream OUT = System.out;
    private static final int SMALLEST = 10_000;
    private static final int LARGEST = 10_000_000;

    /** The size that the aims are for. */
    private static final int USUAL = 1_000_000;

    private AccessBench() {}

    public static void main(String[] arguments) throws IOException, RunnerException {
        int largest = arguments.length > 0 ? Integer.parseInt(arguments[0]) : LARGEST;
        List<Integer> sizes = new ArrayList<>();
        for (int size = SMALLEST; size < largest; size *= 10) {
            sizes.add(size);
        }
        sizes.add(largest);
        Machine.print(OUT);
        Path folder = Files.createTempDirectory("access-bench");
        try {
            models(sizes, folder);
            new WriteFigures(LargeWorld.of(Math.min(USUAL, largest)), folder).print(OUT);
            CheckFigures checks = new CheckFigures(folder);
            checks.printLarge(sizes, OUT);
            checks.printSmall(OUT);
        } finally {
            delete(folder);
        }
        Machine.print(OUT);
    }

    /** Snapshots, and the folder that they were in. */
    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static void models(List<Integer> sizes, Path folder) throws IOException {
        ModelFigures.printHead(OUT);
        for (int size : sizes) {
            ModelFigures.of(LargeWorld.of(size), folder).print(OUT);
            if (size == USUAL) {
                ModelFigures.of(LargeWorld.withoutTwoListsAlike(size), folder).print(OUT);
            }
        }
    }
}
