/** Tests of the neighbour package, and the model files under {@code src/test/models}. */
@NullMarked
package dev.gatehouse.acl.modelfile;

import org.jspecify.annotations.NullMarked;
