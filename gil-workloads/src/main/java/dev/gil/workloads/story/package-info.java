/** The experiments told as stories, with the figures of the machine they run on. */
package dev.gil.workloads.story;
