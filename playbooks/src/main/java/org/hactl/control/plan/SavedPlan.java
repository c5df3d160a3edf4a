package org.hactl.control.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan as a file keeps it. It has digests of the states and no state, so that no secret is in it:
 * whoever carries it out compiles the same site again, and the digests show whether it is the same.
 *
 * @param form the form of the file: {@link #FORM}
 * @param hactl the version of hactl that made it
 * @param site the name of the site
 * @param revision the git commit of the site file, abbreviated; empty if there was none
 * @param modified whether the git repository had changes that are in no commit
 * @param author who made it, in the form {@code ann@desk}
 * @param atMillis when; in milliseconds since the epoch
 * @param inputs what it was made from
 * @param hosts the plan of each host
 */
public record SavedPlan(
    @JsonProperty("hactl_plan") int form,
    String hactl,
    String site,
    String revision,
    boolean modified,
    String author,
    long atMillis,
    Inputs inputs,
    List<PlannedHost> hosts) {
  /** The only form so far. */
  public static final int FORM = 1;

  /**
   * What a plan was made from.
   *
   * @param site the site file, absolute
   * @param inventory the arguments of {@code -i}, absolute, one a line
   * @param limit the argument of {@code --limit}; null for none
   * @param variables the arguments of {@code -e}: a file as {@code @FILE}, absolute; of all others
   *     only the name, because the value can be a secret
   * @param vaultPasswordFiles where vault passwords come from, as {@code ID@SOURCE}, absolute
   */
  public record Inputs(
      String site,
      String inventory,
      @Nullable String limit,
      List<String> variables,
      List<String> vaultPasswordFiles) {
    public Inputs {
      variables = List.copyOf(variables);
      vaultPasswordFiles = List.copyOf(vaultPasswordFiles);
    }

    /** The variables whose values are not in the plan. */
    public List<String> withoutValues() {
      return variables.stream().filter(each -> !each.startsWith("@")).toList();
    }
  }

  public SavedPlan {
    hosts = List.copyOf(hosts);
  }
}
