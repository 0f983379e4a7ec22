/**
 * The verifier of the trail. JDK only, and shares no code with the writer on purpose.
 */
@NullMarked
package dev.gatehouse.idp.audit.verify;

import org.jspecify.annotations.NullMarked;
