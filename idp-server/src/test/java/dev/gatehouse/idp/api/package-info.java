@NullMarked
package dev.gatehouse.idp.api;

import org.jspecify.annotations.NullMarked;
