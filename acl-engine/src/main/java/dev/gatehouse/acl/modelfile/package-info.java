/**
 * Model files: what a workspace holds at first, changes to it, and what must then be answered. A file is read from the
 * plain maps, lists and texts that a YAML or JSON parser makes; which parser is not this package's business. The tests of
 * this module run their files through it, and so does {@code ./gatehouse acl test}.
 *
 * <p>Start with {@link dev.gatehouse.acl.modelfile.ModelFile}; {@link dev.gatehouse.acl.modelfile.ModelFileReader} reads
 * one, {@link dev.gatehouse.acl.modelfile.ModelFileRun} runs it. What a file may say is in docs/model-files.md.
 */
@NullMarked
package dev.gatehouse.acl.modelfile;

import org.jspecify.annotations.NullMarked;
