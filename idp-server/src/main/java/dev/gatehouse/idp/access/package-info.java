/**
 * The one enforcement point: may this caller do this? It translates the server's nouns to questions for the access
 * engine. {@link dev.gatehouse.idp.access.AdministratorsOnly} still answers for the admin API;
 * {@link dev.gatehouse.idp.access.log} keeps the model.
 */
@NullMarked
package dev.gatehouse.idp.access;

import org.jspecify.annotations.NullMarked;
