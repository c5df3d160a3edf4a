package org.hactl.module;

import org.jspecify.annotations.Nullable;

/**
 * One field of a change, in words that may be shown to anybody: the module that makes it replaces
 * what is secret.
 *
 * @param from the value observed, null where there is none
 * @param to the value wanted, null where it goes
 */
public record FieldChange(String field, @Nullable String from, @Nullable String to) {}
