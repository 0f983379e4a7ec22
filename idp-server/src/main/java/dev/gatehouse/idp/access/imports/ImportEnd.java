package dev.gatehouse.idp.access.imports;

import java.util.Optional;

/**
 * How an import ended.
 *
 * @param stop why not all of it was applied; of a dry run, the first line that would not have been
 * @param refused how many lines a dry run found that would not have been applied
 */
record ImportEnd(Applied applied, Optional<LineFault> stop, int refused) {}
