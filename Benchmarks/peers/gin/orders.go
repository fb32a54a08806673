package main

import (
	"net/http"
	"sync"

	"github.com/gin-gonic/gin"
)

type order struct {
	ID     string `json:"id" binding:"required,orderid"`
	Status string `json:"status" binding:"required,oneof=pending paid shipped delivered cancelled"`
}

type orderAnswer struct {
	Code int    `json:"code"`
	Data *order `json:"data" binding:"required"`
}

type orderQuery struct {
	ID string `form:"id" binding:"required"`
}

type orders struct {
	lock sync.RWMutex
	byID map[string]order
}

func newOrders() *orders {
	byID := map[string]order{}
	for _, each := range []order{
		{"ORD-001", "shipped"}, {"ORD-002", "pending"}, {"ORD-003", "paid"}, {"ORD-004", "delivered"},
		{"ORD-005", "cancelled"},
	} {
		byID[each.ID] = each
	}
	return &orders{byID: byID}
}

func (o *orders) get(c *gin.Context) {
	var query orderQuery
	if err := c.ShouldBindQuery(&query); err != nil {
		refuseInput(c, err)
		return
	}
	o.lock.RLock()
	found, ok := o.byID[query.ID]
	o.lock.RUnlock()
	if !ok {
		refuse(c, http.StatusNotFound, "not-found", "there is no such order", nil)
		return
	}
	answer(c, http.StatusOK, orderAnswer{Code: 0, Data: &found})
}
