@NullMarked
package dev.gatehouse.idp.admin;

import org.jspecify.annotations.NullMarked;
