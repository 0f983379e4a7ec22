/**
 * Why a question is answered as it is, and what would change a denial. Explanations are values; {@code Explainer} makes
 * them from what a model holds, and {@code dev.gatehouse.acl.engine.AccessView} is where they are asked for.
 *
 * <p>Start with {@link dev.gatehouse.acl.explain.Explanation}.
 */
@NullMarked
package dev.gatehouse.acl.explain;

import org.jspecify.annotations.NullMarked;
