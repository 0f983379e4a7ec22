@NullMarked
package dev.gatehouse.idp.config;

import org.jspecify.annotations.NullMarked;
