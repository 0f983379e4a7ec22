/**
 * How pages of ours are made: templates, texts, styles, their content security policy, and the protection of their forms.
 *
 * <p>Owns no page: sign-in and account pages are in {@link dev.gatehouse.idp.signin}, consent is in {@link
 * dev.gatehouse.idp.oauth}. Every page works without scripts and loads nothing from elsewhere. Read {@link
 * dev.gatehouse.idp.pages.Pages} first.
 */
@NullMarked
package dev.gatehouse.idp.pages;

import org.jspecify.annotations.NullMarked;
