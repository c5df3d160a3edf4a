package org.hactl.inventory;

import java.util.List;
import org.hactl.yaml.Mark;

/**
 * A group.
 *
 * @param children the groups directly below it
 * @param hosts the hosts directly in it
 * @param depth steps from {@code all}, by the longest way
 * @param at where it was first named
 */
public record Group(
    String name,
    List<String> children,
    List<String> hosts,
    int depth,
    List<Variable> variables,
    Mark at) {}
