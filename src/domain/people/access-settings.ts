/** How the administration of the product is shared out among people. */
export interface AccessSettings {
  /** 三员分立: who runs the system, who says who may do what, and who audits both are three people. */
  separateAdministration: boolean;
}

/** A small office has one person for all of it. */
export const DEFAULT_ACCESS: AccessSettings = { separateAdministration: false };
