/**
 * The claims about a person: which scope or wish releases which, and the endpoint that answers them.
 *
 * <p>Read {@link dev.gatehouse.idp.oauth.userinfo.StandardClaims} first.
 */
@NullMarked
package dev.gatehouse.idp.oauth.userinfo;

import org.jspecify.annotations.NullMarked;
