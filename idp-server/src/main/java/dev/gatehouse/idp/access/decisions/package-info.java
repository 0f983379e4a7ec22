/**
 * The decision API: OpenID AuthZEN's evaluations and searches over HTTP, explanations and filters beside them, and who may
 * ask about whom.
 *
 * <p>Owns the protocol's words and shapes. Decides nothing: every answer is the engine's. Read
 * {@link dev.gatehouse.idp.access.decisions.EvaluationController} first.
 *
 * @see <a href="https://openid.net/specs/authorization-api-1_0.html">Authorization API 1.0</a>
 */
@NullMarked
package dev.gatehouse.idp.access.decisions;

import org.jspecify.annotations.NullMarked;
