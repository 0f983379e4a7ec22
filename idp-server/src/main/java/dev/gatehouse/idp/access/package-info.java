/**
 * The one enforcement point: may this caller do this? For now {@link dev.gatehouse.idp.access.AdministratorsOnly} is all
 * of it.
 */
@NullMarked
package dev.gatehouse.idp.access;

import org.jspecify.annotations.NullMarked;
