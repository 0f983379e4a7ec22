/**
 * The verifier of the trail. JDK only, and shares no code with the writer on purpose: what one gets wrong the other must
 * not get wrong in the same way.
 *
 * <p>Reads rows through {@link dev.gatehouse.idp.audit.verify.TrailSource}, recomputes everything that they claim and
 * answers with {@link dev.gatehouse.idp.audit.verify.Finding}s. Does not read personal values and needs no secret, only
 * the fingerprint of the first signing key. Read {@link dev.gatehouse.idp.audit.verify.TrailVerifier} first.
 */
@NullMarked
package dev.gatehouse.idp.audit.verify;

import org.jspecify.annotations.NullMarked;
