package dev.gatehouse.acl.modelfile;

import java.util.List;
import java.util.Optional;

/**
 * What became of running a file.
 *
 * @param allowed decisions that the file wants allowed
 * @param denied decisions that the file wants denied
 * @param lists lists that the file wants
 * @param compared questions that were asked in every way, whether or not the file says what it wants
 * @param differences between what the file wants and what was answered, or between two ways of asking
 * @param problem why the file could not be run to its end
 */
public record Report(
        int allowed, int denied, int lists, int compared, List<Difference> differences, Optional<Problem> problem) {

    public Report {
        differences = List.copyOf(differences);
    }

    /**
     * An answer that is not the wanted one.
     *
     * @param path where the file says what it wants
     * @param asked the question, and in which way
     */
    public record Difference(String path, String asked, String wanted, String got) {
        @Override
        public String toString() {
            return path + ": " + asked + ": wanted " + wanted + ", got " + got;
        }
    }

    public boolean isAsWanted() {
        return differences.isEmpty() && problem.isEmpty();
    }
}
