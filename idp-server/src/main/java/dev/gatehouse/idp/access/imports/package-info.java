/**
 * Imports of roles, entries and objects from files of any length: how the files are read, line by line, and how their lines
 * become records of the access log.
 *
 * <p>Decides nothing: whether a caller may make a change, and whether it can be made, the engine says. Read
 * {@link dev.gatehouse.idp.access.imports.ImportController} first, then {@link dev.gatehouse.idp.access.imports.ImportRun}.
 */
@NullMarked
package dev.gatehouse.idp.access.imports;

import org.jspecify.annotations.NullMarked;
