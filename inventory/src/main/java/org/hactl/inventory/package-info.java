/**
 * The hosts and groups of Ansible's inventory, their variables and where each was set. Imports only
 * {@code org.hactl.jinja} and {@code org.hactl.yaml}.
 *
 * <p>{@link org.hactl.inventory.InventoryReader} reads {@code hosts.yml} or the INI form, {@code
 * group_vars} and {@code host_vars} into an {@link org.hactl.inventory.Inventory}. {@link
 * org.hactl.inventory.VariableScope} renders templates with a host's variables, {@link
 * org.hactl.inventory.Vault} decrypts and encrypts values of Ansible Vault, and {@link
 * org.hactl.inventory.HostsFile} adds a host to a file without changing the rest of it.
 */
@NullMarked
package org.hactl.inventory;

import org.jspecify.annotations.NullMarked;
