package org.hactl.module;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One field of a change, for display: the module replaces what is secret.
 *
 * @param from the value observed, null where there is none
 * @param to the value wanted, null where it goes
 * @param atDefault whether the field comes or goes with its default, which no person has decided
 */
public record FieldChange(
    String field,
    @Nullable String from,
    @Nullable String to,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean atDefault) {

  public FieldChange(String field, @Nullable String from, @Nullable String to) {
    this(field, from, to, false);
  }
}
