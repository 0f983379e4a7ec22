package dev.gatehouse.idp.access.imports;

/**
 * What an import has done so far.
 *
 * @param lines all of whose changes hold
 * @param changes that were not true before
 * @param records in the log
 * @param revision that was reached; of a dry run, that it began at
 */
record Applied(long lines, long changes, long records, String revision) {

    Applied with(int moreLines, int moreChanges, String reached) {
        return new Applied(lines + moreLines, changes + moreChanges, records + (moreChanges > 0 ? 1 : 0), reached);
    }
}
