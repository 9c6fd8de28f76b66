// Package inventory reads what is known of computers from files: those that
// another Ounce wrote, inventories of GLPI and FusionInventory agents, and
// results of osquery.
//
// What another program noted becomes a recording, which the same collectors and
// rules read as they read a machine, and facts that no raw reading stands for.
// What it did not note is not held: unknown, with that reason.
package inventory
