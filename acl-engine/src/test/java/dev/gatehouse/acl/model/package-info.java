@NullMarked
package dev.gatehouse.acl.model;

import org.jspecify.annotations.NullMarked;
