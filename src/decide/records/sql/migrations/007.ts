/** The site's order, under a name of the door, by which a chargeback finds its decision. */
export const version7 = `ALTER TABLE tellsign_decision ADD COLUMN order_name text;
CREATE INDEX tellsign_decision_order_name ON tellsign_decision (order_name) WHERE order_name IS NOT NULL;`;
