/**
 * The sign-in interaction: password, limits, consent and sign-out pages.
 */
@NullMarked
package dev.gatehouse.idp.signin;

import org.jspecify.annotations.NullMarked;
